import Files
import Testing

struct NearestNameTests {
    @Test(arguments: [
        ("mnt", "monet"), ("mont", "monet"), ("MONET", "monet"), ("vangohg", "vangogh"),
        ("fil", "file"), ("ip", "io"), ("ease-inout", "ease-in-out"), ("kyes", "keys"),
    ])
    func `a mistyped name suggests the one that was meant`(text: String, meant: String) {
        let names = ["cezanne", "monet", "vangogh", "file", "io", "ease-in", "ease-in-out", "keys"]
        #expect(nearestName(to: text, in: names) == meant)
    }

    @Test(arguments: ["c", "", "cubism", "mango", "no", String(repeating: "monet", count: 20)])
    func `a name that is like none suggests none`(text: String) {
        #expect(nearestName(to: text, in: ["a", "monet", "none", "vangogh"]) == nil)
    }

    @Test func `the first of several equally near ones is suggested`() {
        #expect(nearestName(to: "style0", in: ["style2", "style1"]) == "style2")
        #expect(nearestName(to: "monet", in: []) == nil)
    }

    @Test func `a suggestion is quoted and escaped`() {
        #expect(didYouMean("a\nb") == " (did you mean 'a\\u{a}b'?)")
        #expect(didYouMean(nil) == "")
    }

    @Test(arguments: [
        ([], "none"), (["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c"),
        ((1...9).map(String.init), "1, 2, 3, 4, 5, 6, 7, 8, … (9)"),
    ])
    func `names are listed, the first eight of many`(names: [String], text: String) {
        #expect(names.listed == text)
    }
}
