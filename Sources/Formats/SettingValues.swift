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
