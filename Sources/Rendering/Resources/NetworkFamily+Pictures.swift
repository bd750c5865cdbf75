import Graphs
import Imaging
public import Inference
import Networks
public import Timelines

extension NetworkFamily {
    /// α by member of a mixture by name.
    public func weights(of mixture: Mixture) -> [Float] {
        names.map { Float(mixture.weight(of: $0)) }
    }

    /// What a user should hear of once of how the members' files were read, each in one line.
    var notices: [String] {
        members.flatMap { member in member.notices.map { "\(member.file): \($0)" } }
    }

    /// Compiles the family for the pictures of an input.
    ///
    /// - Throws: ``RenderError/unusableSize(place:reason:)`` when they are too small for it, or longer than
    ///   any network takes.
    func compiled(
        for size: Size, of input: String, threads: Int,
        precision: Precision = .f32, isStill: Bool = false, isBanded: Bool = false
    ) throws -> CompiledFamily {
        do {
            return try compiled(
                width: size.width, height: size.height, threads: threads, precision: precision,
                isStill: isStill, isBanded: isBanded)
        } catch InferenceError.wrongImage(let found, let expected) {
            throw RenderError.unusableSize(place: input, reason: "\(found), expected \(expected)")
        } catch let error as GraphError {
            guard case .wrongSize = error else { throw error }
            throw RenderError.unusableSize(
                place: input,
                reason: "\(size.width)×\(size.height) pixels are too few for the network "
                    + "(\(error)), expected a larger picture")
        }
    }
}
