namespace IntegrationActors.Security.XmlSignatures;

/// <summary>Where the signature of one message belongs, and when it is made.</summary>
/// <param name="Now">The time.</param>
/// <param name="Id">Id of the element to sign, for detached signatures.</param>
/// <param name="Parent">The element that takes an enveloped signature, as the numbers of child elements that lead to it from the root; null: as the settings say.</param>
public sealed record XmlSigningPlace(DateTimeOffset Now, string Id = "", IReadOnlyList<int>? Parent = null);
