import Foundation
import Yams

/// Makes a ``PresetDocument`` of YAML, with Yams for the grammar only.
///
/// Yams resolves aliases while it composes, and hashes them when they are keys, which never ends on a
/// hostile text.  So Yams never sees one: every `*` and `&` is replaced by a noncharacter of the same
/// width (``Marker``) and put back in the scalars; a plain scalar that begins with one was an alias or
/// an anchor and is refused.  A key that occurs twice would end the composition without its second
/// place: its first occurrence is renamed in the same way and the text composed again.
struct YAMLComposer {
    private let source: SourceText
    private var scalars: [Unicode.Scalar]
    private var lineStarts: [Int]
    private var renamed: [String] = []
    private(set) var problems: [PresetProblem] = []

    /// Levels of nesting; a preset needs six.
    static let depthLimit = 32

    init(_ source: SourceText) {
        self.source = source
        scalars = source.text.unicodeScalars.map(Marker.hidden)
        lineStarts = Self.lineStarts(of: scalars)
    }

    /// The document; nil when a problem was found that leaves none.
    static func compose(
        _ source: SourceText
    ) -> (document: PresetDocument?, problems: [PresetProblem]) {
        onLargeStack(otherwise: (nil, [])) {
            var composer = YAMLComposer(source)
            let root = composer.root()
            return (root.map { PresetDocument(source: source, root: $0) }, composer.problems)
        }
    }

    private mutating func root() -> DocumentValue? {
        while true {
            do {
                var text = String.UnicodeScalarView()
                text.append(contentsOf: scalars)
                let parser = try Parser(yaml: String(text), resolver: .basic, encoding: .utf8)
                guard let node = try parser.singleRoot() else {
                    report(.start, "empty, expected a preset")
                    return nil
                }
                return value(of: node, depth: 0)
            } catch YamlError.duplicatedKeysInMapping(let names, let context) {
                if let name = names.first, rename(name, at: SourceMark(context.mark)) { continue }
                let name = names.first.map(Marker.shown) ?? ""
                report(SourceMark(context.mark), "the key \(name) more than once, expected it once")
            } catch {
                report(syntaxError: error)
            }
            return nil
        }
    }

    private mutating func report(_ mark: SourceMark, _ message: String) {
        problems.append(PresetProblem(at: mark, message, sourceLine: source.line(mark.line)))
    }
}

// MARK: Values
extension YAMLComposer {
    private mutating func value(of node: Node, depth: Int) -> DocumentValue {
        let mark = node.mark.map(SourceMark.init) ?? .start
        return DocumentValue(mark: mark, content: content(of: node, at: mark, depth: depth))
    }

    private mutating func content(
        of node: Node, at mark: SourceMark, depth: Int
    ) -> DocumentValue.Content {
        guard depth < Self.depthLimit else {
            report(mark, "nested deeper than \(Self.depthLimit) levels, expected a preset")
            return .refused
        }
        if let tag = node.explicitTag {
            report(mark, "the tag \(tag), expected a value without one")
            return .refused
        }
        switch node {
        case .scalar(let scalar): return content(of: scalar, at: mark)
        case .sequence(let sequence):
            var values = [DocumentValue]()
            for node in sequence { values.append(value(of: node, depth: depth + 1)) }
            return .sequence(values)
        case .mapping(let mapping):
            var entries = [DocumentEntry]()
            for (key, node) in mapping {
                entries += entry(key, node, depth: depth + 1).map { [$0] } ?? []
            }
            return .mapping(entries)
        case .alias: return refuseAlias(at: mark)
        }
    }

    private mutating func content(
        of scalar: Node.Scalar, at mark: SourceMark
    ) -> DocumentValue.Content {
        let isPlain = scalar.style == .plain
        if isPlain, Marker.startsAlias(scalar.string) { return refuseAlias(at: mark) }
        return .scalar(Marker.shown(scalar.string), isPlain: isPlain)
    }

    private mutating func refuseAlias(at mark: SourceMark) -> DocumentValue.Content {
        report(mark, "an anchor or alias, expected the value itself")
        return .refused
    }

    private mutating func entry(_ key: Node, _ node: Node, depth: Int) -> DocumentEntry? {
        let value = value(of: node, depth: depth)
        let keyValue = self.value(of: key, depth: depth)
        switch keyValue.content {
        case .scalar(let name, _):
            let original = Marker.renaming(name).flatMap {
                renamed.indices.contains($0) ? renamed[$0] : nil
            }
            return DocumentEntry(key: original ?? name, keyMark: keyValue.mark, value: value)
        case .refused: return nil
        case .sequence, .mapping:
            report(keyValue.mark, "\(keyValue.found) as a key, expected a name")
            return nil
        }
    }
}

// MARK: Duplicate keys
extension YAMLComposer {
    /// Gives a key another name of the same width where it stands first; false when the text there is
    /// not the name letter by letter, or too many have been renamed.
    private mutating func rename(_ name: String, at mark: SourceMark) -> Bool {
        guard renamed.count < Marker.renamings, lineStarts.indices.contains(mark.line - 1) else {
            return false
        }
        var start = lineStarts[mark.line - 1] + mark.column - 1
        if scalars.indices.contains(start), ["\"", "'"].contains(scalars[start]) { start += 1 }
        let letters = Array(name.unicodeScalars)
        let end = start + letters.count
        guard !letters.isEmpty, end <= scalars.count, Array(scalars[start..<end]) == letters else {
            return false
        }
        scalars.replaceSubrange(
            start..<end, with: repeatElement(Marker.name(renamed.count), count: letters.count))
        renamed.append(Marker.shown(name))
        return true
    }

    /// The index of each line's first scalar.
    private static func lineStarts(of scalars: [Unicode.Scalar]) -> [Int] {
        var starts = [0]
        for (index, scalar) in scalars.enumerated() where scalar.isLineBreak {
            let isFirstHalf =
                scalar == "\r" && index + 1 < scalars.count && scalars[index + 1] == "\n"
            if !isFirstHalf { starts.append(index + 1) }
        }
        return starts
    }
}

// MARK: Syntax errors
extension YAMLComposer {
    private mutating func report(syntaxError error: any Error) {
        switch error {
        case YamlError.scanner(let context, let problem, let mark, _),
            YamlError.parser(let context, let problem, let mark, _):
            report(grammar: problem, context, at: SourceMark(mark))
        case YamlError.composer(_, let problem, let mark, _):
            let isSecond = problem.contains("another document")
            report(
                SourceMark(mark),
                isSecond ? "a second document, expected one" : "\(problem), expected one document")
        case YamlError.memory:
            report(.start, "nested deeper than \(Self.depthLimit) levels, expected a preset")
        default: report(.start, "unreadable YAML, expected a preset")
        }
    }

    private mutating func report(
        grammar problem: String, _ context: YamlError.Context?, at mark: SourceMark
    ) {
        if problem.hasPrefix("Maximum nesting level") {
            return report(mark, "nested deeper than \(Self.depthLimit) levels, expected a preset")
        }
        if let alias = lastAlias(before: mark) {
            return report(alias, "an anchor or alias, expected the value itself")
        }
        if scalar(at: mark) == "\t" {
            return report(mark, "a tab in the indentation, expected spaces")
        }
        let text = context.map { " \($0.text) from line \($0.mark.line)" } ?? ""
        report(mark, "no YAML (\(problem)\(text)), expected YAML 1.2")
    }

    private func scalar(at mark: SourceMark) -> Unicode.Scalar? {
        guard lineStarts.indices.contains(mark.line - 1) else { return nil }
        let index = lineStarts[mark.line - 1] + mark.column - 1
        return scalars.indices.contains(index) ? scalars[index] : nil
    }

    /// The last thing that looks like an anchor or alias on the line of a mark or the one before it:
    /// with its marker hidden it is what broke the grammar.
    private func lastAlias(before mark: SourceMark) -> SourceMark? {
        for line in [mark.line, mark.line - 1] where lineStarts.indices.contains(line - 1) {
            let start = lineStarts[line - 1]
            let end = lineStarts.indices.contains(line) ? lineStarts[line] : scalars.count
            let limit = line == mark.line ? min(start + mark.column, end) : end
            let found = (start..<max(start, limit)).last {
                Marker.isAlias(scalars[$0])
                    && ($0 == start || " [{,:-".unicodeScalars.contains(scalars[$0 - 1]))
            }
            if let found { return SourceMark(line: line, column: found - start + 1) }
        }
        return nil
    }
}

extension SourceMark {
    fileprivate init(_ mark: Mark) { self.init(line: mark.line, column: mark.column) }
}

extension Node {
    /// A tag that the file writes, `!!int` or `!own`.
    fileprivate var explicitTag: String? {
        let tag: Tag.Name.RawValue =
            switch self {
            case .scalar(let scalar): scalar.tag.rawValue
            case .sequence(let sequence): sequence.tag.rawValue
            case .mapping(let mapping): mapping.tag.rawValue
            case .alias: ""
            }
        // Yams gives these itself: to quoted scalars, and to keys when it looks for repeated ones.
        let given: [Tag.Name] = [.implicit, .str, .seq, .map]
        return given.contains { $0.rawValue == tag } ? nil : tag
    }
}
