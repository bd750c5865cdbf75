import Testing

@testable import Presets

/// Keys changed where they are written: only their lines change.
struct KeyEditorTests {
    private func editor(_ keys: String, _ list: KeyList = .timeline) throws -> KeyEditor {
        try KeyEditor(SourceText(file: "p.yaml", text: "version: 1\ntimeline:\n" + keys), list)
    }

    private static let head = "version: 1\ntimeline:\n"

    private static let block = """
          fps: 24 # film
          # the path
          keys:
            - {at: 0s, mix: monet, ease: hold}   # begins
            # then
            - {at: 2.5s, mix: {monet: 0.5, vangogh: 0.5}}
            - at: +2s          # later
              mix:
                monet: 0.25    # a quarter
                vangogh: 0.75
              hold: 0.5s
          loop: none

        """

    private static let flow = """
          keys: [{at: 0s, mix: a}, {at: 1s, mix: 'b'}]   # short
          loop: none

        """

    private static let lines = """
          keys: [
            {at: 0s, mix: a},   # one
            {at: 1s, mix: "b", ease: "cubic-bezier(0.1, 0, 0.9, 1)"},   # two
            # before three
            {at: 2s, mix: a},
          ]

        """

    @Test(arguments: [
        (block, 0, "at", KeyField.text("0.5s"), "{at: 0.5s, mix: monet, ease: hold}   # begins"),
        (block, 0, "hold", .text("1s"), "{at: 0s, mix: monet, ease: hold, hold: 1s}   # begins"),
        (
            block, 1, "mix", .numbers([.init("vangogh", "0.25"), .init("monet", "0.75")]),
            "- {at: 2.5s, mix: {monet: 0.75, vangogh: 0.25}}"
        ),
        (block, 1, "mix", .text("vangogh"), "- {at: 2.5s, mix: vangogh}"),
        (block, 2, "at", .text("+3s"), "- at: +3s          # later"),
        (
            block, 2, "mix", .numbers([.init("monet", "0.5"), .init("vangogh", "0.5")]),
            "        monet: 0.5    # a quarter\n        vangogh: 0.5\n"
        ),
        (block, 2, "mix", .text("monet"), "      mix: monet\n      hold: 0.5s"),
        (block, 2, "label", .text("end"), "      hold: 0.5s\n      label: end\n  loop"),
        (
            block, 2, "ease", .text("cubic-bezier(0.1, 0, 0.9, 1)"),
            "      hold: 0.5s\n      ease: \"cubic-bezier(0.1, 0, 0.9, 1)\"\n"
        ),
        (flow, 1, "mix", .text("a"), "[{at: 0s, mix: a}, {at: 1s, mix: a}]   # short"),
        (lines, 1, "ease", .text("hold"), "{at: 1s, mix: \"b\", ease: hold},   # two"),
    ])
    func `a field is set in its place`(
        keys: String, index: Int, name: String, value: KeyField, line: String
    ) throws {
        let changed = try editor(keys).setting([(name, value)], ofKey: index)
        #expect(changed.contains(line), "\(changed)")
        try expectFewLines(from: Self.head + keys, to: changed)
    }

    @Test(arguments: [
        (block, 0, "ease", "- {at: 0s, mix: monet}   # begins"),
        (block, 2, "hold", "        vangogh: 0.75\n  loop: none"),
        (lines, 1, "ease", "{at: 1s, mix: \"b\"},   # two"),
    ])
    func `a field is taken away`(keys: String, index: Int, name: String, line: String) throws {
        let changed = try editor(keys).setting([(name, nil)], ofKey: index)
        #expect(changed.contains(line), "\(changed)")
    }

    @Test(arguments: [
        (block, 0, "  keys:\n    - {at: 9s, mix: a}\n    - {at: 0s"),
        (block, 1, "# then\n    - {at: 9s, mix: a}\n    - {at: 2.5s"),
        (block, 3, "      hold: 0.5s\n    - {at: 9s, mix: a}\n  loop"),
        (flow, 0, "[{at: 9s, mix: a}, {at: 0s"),
        (flow, 1, "a}, {at: 9s, mix: a}, {at: 1s"),
        (flow, 2, "'b'}, {at: 9s, mix: a}]   # short"),
        (lines, 0, "[\n    {at: 9s, mix: a},\n    {at: 0s"),
        (lines, 1, "# one\n    {at: 9s, mix: a},\n    {at: 1s"),
        (lines, 3, "mix: a},\n    {at: 9s, mix: a}\n  ]"),
    ])
    func `a key is put in`(keys: String, index: Int, text: String) throws {
        let changed = try editor(keys).inserting(
            [("at", .text("9s")), ("mix", .text("a"))], at: index)
        #expect(changed.contains(text), "\(changed)")
        try expectFewLines(from: Self.head + keys, to: changed)
    }

    @Test(arguments: [
        (block, 0, "  keys:\n    # then\n"), (block, 1, "    # then\n    - at: +2s"),
        (block, 2, "0.5}}\n  loop"), (flow, 0, "keys: [{at: 1s, mix: 'b'}]"),
        (flow, 1, "keys: [{at: 0s, mix: a}]   # short"), (lines, 0, "keys: [\n    {at: 1s"),
        (lines, 1, "# one\n    # before three"), (lines, 2, "# before three\n  ]"),
    ])
    func `a key is taken away`(keys: String, index: Int, text: String) throws {
        let changed = try editor(keys).deleting(index)
        #expect(changed.contains(text), "\(changed)")
        try expectFewLines(from: Self.head + keys, to: changed)
    }

    @Test func `the last key stays`() throws {
        #expect(throws: KeyEditError.lastKey) {
            try editor("  keys: [{at: 0s, mix: a}]\n").deleting(0)
        }
    }

    @Test func `a text that is not understood is left alone`() throws {
        let keys =
            "  keys:\n    - {at: 0s,\n       mix: a}\n    - at: 1s\n      mix: >-\n        b\n"
        #expect(throws: KeyEditError.unusual(line: 6)) {
            try editor(keys).setting([("mix", .text("a"))], ofKey: 1)
        }
        #expect(throws: KeyEditError.noKeys) { try editor("  weights: {a: \"1\"}\n") }
        #expect(throws: KeyEditError.noKey(2)) {
            try editor(Self.flow).setting([("mix", .text("a"))], ofKey: 2)
        }
    }

    /// All lines but a few are those that were there, in their order.
    private func expectFewLines(from old: String, to new: String) throws {
        let difference = new.split(separator: "\n", omittingEmptySubsequences: false)
            .difference(from: old.split(separator: "\n", omittingEmptySubsequences: false))
        #expect(difference.insertions.count <= 2 && difference.removals.count <= 5)
    }
}
