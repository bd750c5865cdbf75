/// The networks that ship with the program.
public enum BuiltinNetworks {}
