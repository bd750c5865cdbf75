extension String {
    /// The text as one word of a POSIX shell: as it is where no character has a meaning there, else
    /// between single quotes.
    public var shellWord: String {
        let plain = unicodeScalars.allSatisfy { scalar in
            scalar.isASCII
                && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                    || "/._-+:,@%=".unicodeScalars.contains(scalar))
        }
        // A word such as A=B would be an assignment in front of a command.
        guard isEmpty || !plain || contains("=") else { return self }
        return "'" + replacing("'", with: #"'\''"#) + "'"
    }
}
