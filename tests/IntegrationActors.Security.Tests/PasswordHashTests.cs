using System.Security.Cryptography;

namespace IntegrationActors.Security.Tests;

public sealed class PasswordHashTests
{
    [Fact]
    public void A_password_is_verified_by_its_own_hash_alone()
    {
        var hash = PasswordHash.Create("Käse & Brot");

        Assert.True(PasswordHash.Verify("Käse & Brot", hash));
        Assert.False(PasswordHash.Verify("Käse & brot", hash));
        Assert.StartsWith("pbkdf2-sha256.1.600000.", hash);
    }

    [Fact]
    public void The_hash_is_the_one_of_the_standard()
    {
        // RFC 7914, section 11: PBKDF2-HMAC-SHA-256 of "passwd" and "salt" has a 4-byte salt; ours has 16, so the reference comes from the platform.
        var salt = Convert.FromHexString("000102030405060708090a0b0c0d0e0f");
        var expected = Rfc2898DeriveBytes.Pbkdf2("passwd", salt, 1000, HashAlgorithmName.SHA256, 32);
        var text = $"pbkdf2-sha256.1.1000.{System.Buffers.Text.Base64Url.EncodeToString(salt)}.{System.Buffers.Text.Base64Url.EncodeToString(expected)}";

        Assert.True(PasswordHash.Verify("passwd", text));
        Assert.False(PasswordHash.Verify("passwd", text.Replace(".1000.", ".1001.", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("pbkdf2-sha256.1.0.AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("pbkdf2-sha256.1.999999999.AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("pbkdf2-sha256.1.-5.AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("pbkdf2-sha256.1.1000.!!.??")]
    public void A_count_out_of_bounds_or_a_torn_text_verifies_nothing(string text) => Assert.False(PasswordHash.Verify("secret", text));

    [Fact]
    public void A_password_of_a_megabyte_is_refused_before_any_work()
    {
        var hash = PasswordHash.Create("short");

        Assert.False(PasswordHash.Verify(new string('x', 1_000_000), hash));
        Assert.Throws<ArgumentOutOfRangeException>(() => PasswordHash.Create(new string('x', 1_000_000)));
    }
}
