namespace IntegrationActors.Steps.Tests.Support.Crypto;

/// <summary>A test that needs gpg, openssl or xmlsec1.</summary>
public sealed class CryptoFactAttribute : FactAttribute
{
    public CryptoFactAttribute() => Skip = CryptoTools.Obstacle;
}

/// <summary>Tests that need gpg, openssl or xmlsec1.</summary>
public sealed class CryptoTheoryAttribute : TheoryAttribute
{
    public CryptoTheoryAttribute() => Skip = CryptoTools.Obstacle;
}
