/// Rows or columns: one axis of an image, of which functions of one dimension take their numbers.
package enum PixelAxis: Sendable {
    case rows, columns

    package func callAsFunction(_ pair: Pair) -> Int { self == .rows ? pair.y : pair.x }

    package func callAsFunction(_ shape: Shape) -> Int {
        self == .rows ? shape.height : shape.width
    }

    /// Before the first place.
    package func before(_ edges: Edges) -> Int { self == .rows ? edges.top : edges.left }

    /// After the last place.
    package func after(_ edges: Edges) -> Int { self == .rows ? edges.bottom : edges.right }
}
