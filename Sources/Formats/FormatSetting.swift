/// A setting of a format, which is a key of an output in a preset: `quality`, `depth`, `options`.
public struct FormatSetting: Hashable, Sendable {
    /// Values that are allowed.
    public enum Values: Hashable, Sendable {
        /// All whole numbers within bounds.
        case range(ClosedRange<Int>)
        /// These numbers alone.
        case oneOf([Int])
        /// These words alone.
        case words([String])
        /// A number of bytes, at least 1.
        case bytes
        /// Names with values of any kind, which what writes the format checks.
        case options
    }

    /// Its key in a preset.
    public let key: String
    /// The values allowed.
    public let values: Values
    /// The default; nil where it depends on other settings.
    public let standard: SettingValue?

    /// A setting; without a standard where that depends on others.
    public init(key: String, values: Values, standard: SettingValue? = nil) {
        (self.key, self.values, self.standard) = (key, values, standard)
    }

    /// Whether a value is allowed.
    public func allows(_ value: SettingValue) -> Bool {
        switch (values, value) {
        case (.range(let range), .number(let number)): range.contains(number)
        case (.oneOf(let numbers), .number(let number)): numbers.contains(number)
        case (.words(let words), .word(let word)): words.contains(word)
        case (.bytes, .number(let number)): number > 0
        case (.options, .options): true
        case (.range, _), (.oneOf, _), (.words, _), (.bytes, _), (.options, _): false
        }
    }
}
