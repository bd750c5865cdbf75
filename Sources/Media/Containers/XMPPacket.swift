import Imaging

/// What is read of an XMP packet, which programs for photos put into pictures beside EXIF or in its place.
///
/// Source: ISO 16684-1 (XMP), C.2 (simple properties as elements or attributes); Adobe, XMP specification part 2,
/// section 3.2 (`tiff:Orientation`, numbered as in EXIF).
enum XMPPacket {
    /// What stands before a packet in a JPEG's APP1 segment.
    static let jpegPrefix = "http://ns.adobe.com/xap/1.0/\0"
    /// The keyword of a packet in a PNG's text.
    static let pngKeyword = "XML:com.adobe.xmp"

    private static let limit = 1 << 20

    /// How the picture is to be turned; nil where the packet does not say, and where it is over a mebibyte.
    static func orientation(in packet: some Collection<UInt8>) -> Orientation? {
        guard packet.count <= limit,
            let name = Array(packet).firstRange(of: "tiff:Orientation".utf8)
        else { return nil }
        // `="6"`, or `>6<`.
        let digits = packet.dropFirst(name.upperBound).prefix(8)
            .drop { !(0x30...0x39).contains($0) }.prefix { (0x30...0x39).contains($0) }
        return Int(String(decoding: digits, as: UTF8.self)).flatMap(Orientation.init(exif:))
    }
}
