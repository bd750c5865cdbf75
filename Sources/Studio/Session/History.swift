/// The texts before and after the present one.
struct History {
    private var past: [String] = []
    private var future: [String] = []

    /// Texts that can be gone back to.
    private static let limit = 500

    var canUndo: Bool { !past.isEmpty }

    var canRedo: Bool { !future.isEmpty }

    /// Keeps a text that is about to be changed.
    ///
    /// - Parameter isPassing: whether it is not worth going back to: one with mistakes, in the middle of typing.
    mutating func record(_ text: String, replacing isPassing: Bool = false) {
        future = []
        guard !isPassing, past.last != text else { return }
        past.append(text)
        if past.count > Self.limit { past.removeFirst() }
    }

    /// The text before; nil where there is none.
    mutating func undo(from text: String) -> String? {
        // Typing there and back leaves the present text among the past ones.
        while past.last == text { past.removeLast() }
        guard let last = past.popLast() else { return nil }
        future.append(text)
        return last
    }

    /// The text that was gone back from; nil where there is none.
    mutating func redo(from text: String) -> String? {
        guard let next = future.popLast() else { return nil }
        past.append(text)
        return next
    }
}
