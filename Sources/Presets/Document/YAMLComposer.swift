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
    /// The text that Yams reads: the source with its markers.
    var text: String
    /// The keys that stand twice, by the number of their marker, and where they stand first.
    var renamed: [Located<String>] = []
    private(set) var problems: [PresetProblems.Problem] = []

    /// Levels of nesting; a preset needs six.
    static let depthLimit = 32

    init(_ source: SourceText) {
        self.source = source
        text = Marker.hidden(source.text)
    }

    /// The document; nil when a problem was found that leaves none.
    static func compose(
        _ source: SourceText
    ) -> (document: PresetDocument?, problems: [PresetProblems.Problem]) {
        onLargeStack(otherwise: unread(source)) {
            var composer = YAMLComposer(source)
            let root = composer.root()
            return (root.map { PresetDocument(source: source, root: $0) }, composer.problems)
        }
    }

    private static func unread(
        _ source: SourceText
    ) -> (document: PresetDocument?, problems: [PresetProblems.Problem]) {
        var composer = YAMLComposer(source)
        composer.report(.start, "no thread to read it on, expected more threads or address space")
        return (nil, composer.problems)
    }

    private mutating func root() -> PresetDocument.Value? {
        while true {
            do {
                let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
                guard let node = try parser.singleRoot() else {
                    report(.start, "empty, expected a preset")
                    return nil
                }
                return value(of: node, depth: 0)
            } catch YamlError.duplicatedKeysInMapping(let names, let context) {
                if rename(names.first ?? "", at: SourceText.Mark(context.mark)) { continue }
                reportRenamed(and: names.first ?? "", at: SourceText.Mark(context.mark))
            } catch {
                report(syntaxError: error)
            }
            return nil
        }
    }

    mutating func report(_ mark: SourceText.Mark, _ message: String) {
        problems.append(
            PresetProblems.Problem(at: mark, message, sourceLine: source.line(mark.line)))
    }
}

extension YAMLComposer {
    private mutating func value(of node: Node, depth: Int) -> PresetDocument.Value {
        let mark = node.mark.map(SourceText.Mark.init) ?? .start
        return PresetDocument.Value(mark: mark, content: content(of: node, at: mark, depth: depth))
    }

    private mutating func content(
        of node: Node, at mark: SourceText.Mark, depth: Int
    ) -> PresetDocument.Value.Content {
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
            var values = [PresetDocument.Value]()
            for node in sequence { values.append(value(of: node, depth: depth + 1)) }
            return .sequence(values)
        case .mapping(let mapping):
            var entries = [PresetDocument.Entry]()
            for (key, node) in mapping {
                entries += entry(key, node, depth: depth + 1).map { [$0] } ?? []
            }
            return .mapping(entries)
        case .alias: return refuseAlias(at: mark)
        }
    }

    private mutating func content(
        of scalar: Node.Scalar, at mark: SourceText.Mark
    ) -> PresetDocument.Value.Content {
        let isPlain = scalar.style == .plain
        if isPlain, Marker.startsAlias(scalar.string) { return refuseAlias(at: mark) }
        return .scalar(Marker.shown(scalar.string), isPlain: isPlain)
    }

    private mutating func refuseAlias(at mark: SourceText.Mark) -> PresetDocument.Value.Content {
        report(mark, "an anchor or alias, expected the value itself")
        return .refused
    }

    private mutating func entry(_ key: Node, _ node: Node, depth: Int) -> PresetDocument.Entry? {
        let value = value(of: node, depth: depth)
        let keyValue = self.value(of: key, depth: depth)
        switch keyValue.content {
        case .scalar(let name, _):
            let original = Marker.renaming(name).flatMap {
                renamed.indices.contains($0) ? renamed[$0].value : nil
            }
            return PresetDocument.Entry(key: original ?? name, keyMark: keyValue.mark, value: value)
        case .refused: return nil
        case .sequence, .mapping:
            report(keyValue.mark, "\(keyValue.found) as a key, expected a name")
            return nil
        }
    }
}

extension SourceText.Mark {
    init(_ mark: Yams.Mark) { self.init(line: mark.line, column: mark.column) }
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
