namespace IntegrationActors.Security.Tests;

public sealed class SecretHashTests
{
    [Fact]
    public void A_secret_is_verified_by_its_own_hash_alone()
    {
        var (secret, other) = (SecretText.Generate(), SecretText.Generate());
        var hash = SecretHash.Create(secret);

        Assert.True(SecretHash.Verify(secret, hash));
        Assert.False(SecretHash.Verify(other, hash));
        Assert.False(SecretHash.Verify("", hash));
    }

    [Fact]
    public void The_same_secret_has_another_hash_each_time_and_never_shows()
    {
        var secret = SecretText.Generate();

        Assert.NotEqual(SecretHash.Create(secret), SecretHash.Create(secret));
        Assert.DoesNotContain(secret, SecretHash.Create(secret));
        Assert.StartsWith("sha256.1.", SecretHash.Create(secret));
    }

    [Theory]
    [InlineData("")]
    [InlineData("sha256.1")]
    [InlineData("sha256.1..")]
    [InlineData("sha256.1.AAAA.AAAA")]
    [InlineData("sha256.1.!!!!.????")]
    [InlineData("sha256.2.AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("plain text")]
    public void Text_that_is_no_hash_verifies_nothing(string text)
    {
        Assert.False(SecretHash.Verify("secret", text));
        Assert.False(PasswordHash.Verify("secret", text));
    }

    [Fact]
    public void A_lookup_key_is_the_same_each_time_and_verifies_nothing()
    {
        var secret = SecretText.Generate(SecretText.TokenPrefix);

        Assert.Equal(SecretHash.LookupKey(secret), SecretHash.LookupKey(secret));
        Assert.NotEqual(SecretHash.LookupKey(secret), SecretHash.LookupKey(secret + "x"));
        Assert.False(SecretHash.Verify(secret, SecretHash.LookupKey(secret)));
    }

    [Fact]
    public void Generated_secrets_carry_their_prefix_and_256_bits()
    {
        var secrets = Enumerable.Range(0, 100).Select(_ => SecretText.Generate(SecretText.TokenPrefix)).ToList();

        Assert.All(secrets, secret => Assert.Matches("^iapt_[A-Za-z0-9_-]{43}$", secret));
        Assert.Equal(100, secrets.Distinct(StringComparer.Ordinal).Count());
    }
}
