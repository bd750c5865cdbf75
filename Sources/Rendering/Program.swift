/// The program as plans know it.
public enum Program {
    /// Rises with every release.
    public static let version = "0.1.0"
}
