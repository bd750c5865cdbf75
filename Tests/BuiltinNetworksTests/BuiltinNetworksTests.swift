import Testing

@testable import BuiltinNetworks
