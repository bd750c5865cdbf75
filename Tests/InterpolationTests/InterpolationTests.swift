import Testing

@testable import Interpolation
