namespace IntegrationActors.Formats.Canonicalization;

/// <summary>An attribute; they are in the order of namespace and local name.</summary>
internal readonly record struct CanonicalAttribute(string Namespace, string LocalName, string Prefix, string Value) : IComparable<CanonicalAttribute>
{
    public string Name => Prefix.Length == 0 ? LocalName : $"{Prefix}:{LocalName}";

    public int CompareTo(CanonicalAttribute other) => string.CompareOrdinal(Namespace, other.Namespace) is var order and not 0 ? order : string.CompareOrdinal(LocalName, other.LocalName);
}
