/// A convolution with its arguments, ready to run again and again.
protocol BoundConvolution: AnyObject {
    /// Transforms the frame's weights.
    ///
    /// - Parameter room: ``TiledWork/roomCount(threads:)`` floats.
    func transformWeights(_ team: ThreadTeam, room: UnsafeMutablePointer<Float>)

    /// Computes the output with the weights that were transformed into the same room.
    func run(_ team: ThreadTeam, room: UnsafeMutablePointer<Float>)

    /// Computes some units.
    ///
    /// - Parameters:
    ///   - row: the first one of the input or the output of which a band is in memory; 0 for all.
    ///   - threadRoom: working memory, so many floats for each thread.
    func run(
        _ units: [Int], from row: Int, _ team: ThreadTeam,
        _ threadRoom: (address: UnsafeMutablePointer<Float>, floats: Int))
}
