// BuiltinNetworks
