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

/// What a setting is set to.
public enum SettingValue: Hashable, Sendable {
    case number(Int)
    case word(String)
    case options([String: String])
}

extension SettingValue: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
    public init(integerLiteral value: Int) { self = .number(value) }

    public init(stringLiteral value: String) { self = .word(value) }
}

/// Settings that a user has chosen, checked; the others have their standard.
public struct SettingValues: Hashable, Sendable {
    private var chosen: [String: SettingValue] = [:]

    /// All settings at their standard.
    public init() {}

    /// A setting's value; nil where it is not chosen and has no standard.
    public subscript(setting: FormatSetting) -> SettingValue? {
        get { chosen[setting.key] ?? setting.standard }
        set { chosen[setting.key] = newValue }
    }

    /// Whether a setting is chosen.
    public func isChosen(_ setting: FormatSetting) -> Bool { chosen[setting.key] != nil }

    /// The number that a setting is set to; nil for none.
    public func number(_ setting: FormatSetting) -> Int? {
        guard case .number(let number) = self[setting] else { return nil }
        return number
    }

    /// The word that a setting is set to; nil for none.
    public func word(_ setting: FormatSetting) -> String? {
        guard case .word(let word) = self[setting] else { return nil }
        return word
    }

    /// The names and values that a setting has; empty where there are none.
    public func options(_ setting: FormatSetting) -> [String: String] {
        guard case .options(let options) = self[setting] else { return [:] }
        return options
    }
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
