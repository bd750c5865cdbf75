import Testing

@testable import BuiltinNetworks
@testable import segue

/// `segue networks`.
struct NetworkListingTests {
    private func entry(
        _ family: String, _ name: String, parent: String? = nil, cost: Double = 10
    ) -> NetworkListing.Entry {
        NetworkListing.Entry(
            network: BuiltinNetwork(
                name: name, family: family, description: "makes \(name)", parent: parent,
                parameterCount: 7, file: "\(family)/\(name).safetensors"),
            operationsPerPixel: cost)
    }

    @Test func `for people a paragraph a family, with what its members have in common`() {
        let listing = NetworkListing([
            entry("styles", "mosaic", parent: "glass"), entry("denoise", "denoise15", cost: 9.6),
            entry("styles", "glass"),
        ])
        #expect(
            listing.paragraphs == """
                denoise: 7 parameters, 10 multiply-adds per pixel
                  builtin:denoise15  makes denoise15 (from scratch)

                styles: 7 parameters, 10 multiply-adds per pixel
                  builtin:glass   makes glass (from scratch)
                  builtin:mosaic  makes mosaic (from glass)

                """)
    }

    @Test func `costs that differ in a family are said of each member`() {
        let listing = NetworkListing([entry("a", "x"), entry("a", "y", cost: 20)])
        #expect(
            listing.paragraphs == """
                a:
                  builtin:x  makes x (from scratch, 7 parameters, 10 multiply-adds per pixel)
                  builtin:y  makes y (from scratch, 7 parameters, 20 multiply-adds per pixel)

                """)
    }

    @Test func `for programs one a line, between tabs, without control characters`() {
        let listing = NetworkListing([entry("a", "two\nlines", parent: "z")])
        #expect(
            listing.lines
                == "builtin:two\\u{a}lines\ta\tfrom z\t7 parameters\t10 multiply-adds per pixel\t"
                + "makes two\\u{a}lines\n")
    }
}
