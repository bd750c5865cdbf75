/// Changes single keys in a preset's text; all else stays as it is written, comments and order included.
///
/// Every change is read again and compared with what it should have made: a text that is written so unusually
/// that it would come out wrong is left alone.
package struct KeyEditor {
    private let source: SourceText
    private let list: KeyList
    let extent: YAMLExtent
    /// The list of keys in the document.
    let keys: PresetDocument.Value
    /// Its elements.
    let items: [PresetDocument.Value]

    /// - Throws: ``KeyEditError/noKeys`` where the text has no such list.
    package init(_ preset: Preset, _ list: KeyList) throws(KeyEditError) {
        try self.init(preset.source, list)
    }

    /// Of another text in a preset's file.
    package init(_ text: String, like preset: Preset, _ list: KeyList) throws(KeyEditError) {
        try self.init(SourceText(file: preset.source.file, text: text), list)
    }

    init(_ source: SourceText, _ list: KeyList) throws(KeyEditError) {
        guard let document = YAMLComposer.compose(source).document,
            let keys = list.value(in: document.root), case .sequence(let items) = keys.content
        else { throw .noKeys }
        (self.source, self.list, self.keys, self.items) = (source, list, keys, items)
        extent = YAMLExtent(lines: ScalarLines(source.text))
    }

    /// The text with fields of a key set, or taken away where they are nil.
    package func setting(
        _ fields: [(name: String, value: KeyField?)], ofKey index: Int
    ) throws(KeyEditError) -> String {
        var (source, plain) = (source, plainItems)
        guard items.indices.contains(index) else { throw .noKey(index) }
        for field in fields {
            let editor = try KeyEditor(source, list)
            guard let change = editor.change(of: field.name, to: field.value, in: index) else {
                throw .unusual(line: editor.items[index].mark.line)
            }
            plain[index].set(field.name, field.value)
            source = try editor.checked(change, makes: plain, at: index)
        }
        return source.text
    }

    /// The text with a new key, which then has this number.
    package func inserting(
        _ fields: [(name: String, value: KeyField)], at index: Int
    ) throws(KeyEditError) -> String {
        guard (0...items.count).contains(index) else { throw .noKey(index) }
        let text =
            "{" + fields.map { "\($0.name): \($0.value.inYAML)" }.joined(separator: ", ") + "}"
        guard let change = insertion(of: text, at: index) else {
            throw .unusual(line: items[min(index, items.count - 1)].mark.line)
        }
        var plain = plainItems
        plain.insert(
            .mapping(fields.map { PlainValue.Entry(name: $0.name, value: $0.value.plain) }),
            at: index)
        return try checked(change, makes: plain, at: index).text
    }

    /// The text without a key.
    package func deleting(_ index: Int) throws(KeyEditError) -> String {
        guard items.indices.contains(index) else { throw .noKey(index) }
        guard items.count > 1 else { throw .lastKey }
        guard let change = deletion(of: index) else {
            throw .unusual(line: items[index].mark.line)
        }
        var plain = plainItems
        plain.remove(at: index)
        return try checked(change, makes: plain, at: index).text
    }

    private var plainItems: [PlainValue] { items.map(PlainValue.init) }

    /// The changed text, if it says what it should and else what it said.
    private func checked(
        _ changes: [Change], makes plain: [PlainValue], at index: Int
    ) throws(KeyEditError) -> SourceText {
        var scalars = extent.lines.scalars
        for change in changes.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
            scalars.replaceSubrange(change.range, with: change.text.unicodeScalars)
        }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        let changed = SourceText(file: source.file, text: String(text))
        let line = items[min(index, items.count - 1)].mark.line
        guard let before = YAMLComposer.compose(source).document,
            let after = YAMLComposer.compose(changed).document,
            let made = list.value(in: after.root), PlainValue(made) == .sequence(plain),
            PlainValue(before.root, leavingOut: list) == PlainValue(after.root, leavingOut: list)
        else { throw .unusual(line: line) }
        return changed
    }

    /// A piece of text in place of another.
    struct Change {
        let range: Range<Int>
        let text: String

        init(_ range: Range<Int>, _ text: String) { (self.range, self.text) = (range, text) }

        init(at index: Int, _ text: String) { self.init(index..<index, text) }
    }
}

extension PlainValue {
    /// Sets an entry of a mapping, behind the others where it is new; nil takes it away.
    fileprivate mutating func set(_ name: String, _ field: KeyField?) {
        var entries = entries
        let index = entries.firstIndex { $0.name == name }
        switch (index, field) {
        case (let index?, let field?):
            entries[index].value = entries[index].value.replaced(by: field)
        case (let index?, nil): entries.remove(at: index)
        case (nil, let field?): entries.append(Entry(name: name, value: field.plain))
        case (nil, nil): break
        }
        self = .mapping(entries)
    }

    /// Numbers of the same names keep their order.
    private func replaced(by field: KeyField) -> PlainValue {
        guard case .numbers(let numbers) = field,
            Set(entries.map(\.name)) == Set(numbers.map(\.name))
        else { return field.plain }
        let texts = Dictionary(numbers.map { ($0.name, $0.text) }) { first, _ in first }
        return .mapping(
            entries.map { Entry(name: $0.name, value: .scalar(texts[$0.name] ?? "")) })
    }

    /// A whole document but for a list of keys.
    fileprivate init(_ root: PresetDocument.Value, leavingOut list: KeyList) {
        var steps: [String] = []
        var number: Int?
        switch list {
        case .timeline: steps = ["timeline"]
        case .layer(let index): (steps, number) = (["layers"], index)
        case .region(let index): (steps, number) = (["regions"], index)
        }
        self = PlainValue(root).changed(at: steps[0]) { owner in
            guard let number else { return owner.changed(at: "keys") { _ in .refused } }
            guard case .sequence(var values) = owner, values.indices.contains(number) else {
                return owner
            }
            values[number] = values[number].changed(at: "keys") { _ in .refused }
            return .sequence(values)
        }
    }

    private func changed(at name: String, _ change: (PlainValue) -> PlainValue) -> PlainValue {
        .mapping(
            entries.map { $0.name == name ? Entry(name: name, value: change($0.value)) : $0 })
    }
}

extension KeyEditor {
    /// How many keys there are.
    package var count: Int { items.count }

    /// What a key's fields say, as far as each is one word: `at`, `ease`, `hold`, `label`, `mix`.
    package func texts(ofKey index: Int) -> [String: String] {
        guard items.indices.contains(index), case .mapping(let entries) = items[index].content
        else { return [:] }
        var texts: [String: String] = [:]
        for entry in entries {
            if case .scalar(let text, _) = entry.value.content { texts[entry.key] = text }
        }
        return texts
    }

    /// Whether a key has a field.
    package func has(_ name: String, inKey index: Int) -> Bool {
        items.indices.contains(index) && items[index][name] != nil
    }
}
