namespace IntegrationActors.Formats.Edi.Grammars;

/// <summary>Type of a message with its version, as far as the grammar says it.</summary>
/// <param name="Type">ORDERS, 850.</param>
/// <param name="Version">D, 004010; null: any. In X12 longer versions that begin with it fit too (004010UCS).</param>
/// <param name="Release">96A; null: any.</param>
/// <param name="Association">EAN008; null: any.</param>
internal sealed record EdiMessageName(string Type, string? Version, string? Release, string? Association)
{
    public bool Fits(EdiEnvelope envelope) =>
        envelope.MessageType == Type
        && (Version is null || (envelope.Standard == EdiStandard.X12 ? envelope.MessageVersion.StartsWith(Version, StringComparison.Ordinal) : envelope.MessageVersion == Version))
        && (Release is null || envelope.MessageRelease == Release)
        && (Association is null || envelope.AssociationCode == Association);

    public override string ToString() => string.Join(' ', new[] { Type, Version, Release, Association }.OfType<string>());
}
