public import Imaging
public import Timelines

/// A format's properties, without the libraries that write it.
///
/// A format is one type that conforms, in a file of its own beside this one.  No requirement has a
/// default, so that the compiler finds what a new format lacks; its sink is the matching conformance
/// to `WritableFormat` in Media.
public protocol FormatTraits: Hashable, Sendable {
    /// As JSON documents name it.
    static var name: String { get }

    /// The endings of its files' names in lower case, without the dot, the usual one first.  Several
    /// formats may have one ending: the codec then decides.
    static var endings: [String] { get }

    /// The values of `codec` in a preset, the usual one first; empty if there is no choice.
    static var codecs: [String] { get }

    /// Whether every frame is a file of its own, with its number in the name.
    static var isNumbered: Bool { get }

    /// What it holds beside images.
    static var tracks: Set<FormatTrack> { get }

    /// Whether values below 0 and above 1 stay as they are; elsewhere they are clipped.
    static var holdsExtendedRange: Bool { get }

    /// The keys of an output in a preset that are this format's own.
    static var settings: [FormatSetting] { get }

    /// What is wrong with settings that are allowed each by itself: beside a codec of ``codecs`` (nil for
    /// the usual one), or beside one another.
    static func faults(codec: String?, _ settings: SettingValues) -> [SettingFault]

    /// The format with a codec of ``codecs`` and settings, which have been checked.
    init(codec: String?, _ settings: SettingValues)

    /// Whether images may be transparent in it.
    var holdsAlpha: Bool { get }

    /// The format's case.
    var format: OutputFormat { get }

    /// The fault of a frame rate that this format cannot have; nil for others.
    func fault(at rate: FrameRate) -> FormatFault?

    /// Threads that the encoder has for itself, beside the one that hands it frames.
    var threads: Int { get }

    /// Bytes of memory that writing takes beside the image that is handed over.
    ///
    /// - Parameters:
    ///   - images: how many different ones are written.
    ///   - hasAlpha: whether they are transparent, where the format holds that.
    func memory(of size: Size, images: Int, hasAlpha: Bool) -> Int

    /// Bytes on disk beside the output for each frame until the output is whole.
    func spoolBytes(of size: Size) -> Int

    /// Bytes that a frame certainly takes in the output; 0 where nothing is certain.
    func leastBytes(of size: Size) -> Int

    /// The part of a file's frame key beside the image's; nil if files carry no frame keys.
    var frameKey: String? { get }
}
