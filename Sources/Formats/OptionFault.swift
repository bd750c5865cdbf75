/// What is wrong with an encoder's options.
public struct OptionFault: Hashable, Sendable {
    /// What it is that is wrong.
    public enum Place: Hashable, Sendable {
        /// An option's name.
        case name(String)
        /// The value of the option of a name.
        case value(String)
        /// All options together.
        case all
    }

    /// What it is that is wrong.
    public let place: Place
    /// What was found, and what was expected.
    public let fault: FormatFault

    /// A fault of an option.
    public init(_ place: Place, _ fault: FormatFault) { (self.place, self.fault) = (place, fault) }
}

/// A setting that is wrong beside others.
public struct SettingFault: Hashable, Sendable {
    /// Its key in a preset.
    public let key: String
    /// What was found, and what was expected.
    public let fault: FormatFault

    /// A setting's fault.
    public init(key: String, _ fault: FormatFault) { (self.key, self.fault) = (key, fault) }
}
