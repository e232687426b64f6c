using System.Security.Cryptography;
using System.Text;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Security.Tests;

public sealed class SecretProtectorTests
{
    private static readonly string First = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private static readonly string Second = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private static readonly byte[] Secret = Encoding.UTF8.GetBytes("a secret of thirty-two characters");

    [Fact]
    public void A_record_opens_for_the_tenant_and_purpose_it_was_made_for()
    {
        var protector = new SecretProtector(MasterKeyRing.Parse(First));

        Assert.Equal(Secret, protector.Unprotect("acme", "credential/erp", protector.Protect("acme", "credential/erp", Secret)));
        Assert.Empty(protector.Unprotect("acme", "empty", protector.Protect("acme", "empty", [])));
    }

    [Theory]
    [InlineData("globex", "credential/erp")]
    [InlineData("acme", "credential/crm")]
    [InlineData("acmec", "redential/erp")]
    public void A_record_opens_for_nobody_else(string tenant, string purpose)
    {
        var protector = new SecretProtector(MasterKeyRing.Parse(First));
        var record = protector.Protect("acme", "credential/erp", Secret);

        Assert.ThrowsAny<CryptographicException>(() => protector.Unprotect(tenant, purpose, record));
    }

    [Fact]
    public void Every_byte_of_a_record_counts()
    {
        var protector = new SecretProtector(MasterKeyRing.Parse(First));
        var record = protector.Protect("acme", "p", Secret);

        for (var i = 0; i < record.Length; i++)
        {
            var changed = record.ToArray();
            changed[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => protector.Unprotect("acme", "p", changed));
        }

        Assert.ThrowsAny<CryptographicException>(() => protector.Unprotect("acme", "p", record.AsSpan(0, 20)));
        Assert.ThrowsAny<CryptographicException>(() => protector.Unprotect("acme", "p", []));
    }

    [Fact]
    public void The_same_secret_gives_another_record_each_time_and_does_not_show_in_it()
    {
        var protector = new SecretProtector(MasterKeyRing.Parse(First));
        var (one, two) = (protector.Protect("acme", "p", Secret), protector.Protect("acme", "p", Secret));

        Assert.NotEqual(one, two);
        Assert.DoesNotContain("secret", Encoding.Latin1.GetString(one));
    }

    [Fact]
    public void An_older_key_behind_the_current_one_still_opens_its_records()
    {
        var old = new SecretProtector(MasterKeyRing.Parse(First)).Protect("acme", "p", Secret);
        var rotated = new SecretProtector(MasterKeyRing.Parse($"{Second},{First}"));

        Assert.Equal(Secret, rotated.Unprotect("acme", "p", old));
        Assert.Equal(Secret, new SecretProtector(MasterKeyRing.Parse(Second)).Unprotect("acme", "p", rotated.Protect("acme", "p", Secret)));
    }

    [Fact]
    public void A_record_of_an_older_key_is_not_current()
    {
        var old = new SecretProtector(MasterKeyRing.Parse(First)).Protect("acme", "p", Secret);
        var rotated = new SecretProtector(MasterKeyRing.Parse($"{Second},{First}"));

        Assert.False(rotated.IsCurrent(old));
        Assert.True(rotated.IsCurrent(rotated.Protect("acme", "p", Secret)));
        Assert.False(rotated.IsCurrent([]));
    }

    [Fact]
    public void A_record_of_a_missing_key_says_which_one()
    {
        var record = new SecretProtector(MasterKeyRing.Parse(First)).Protect("acme", "credential/erp", Secret);

        var refusal = Assert.Throws<CryptographicException>(() => new SecretProtector(MasterKeyRing.Parse(Second)).Unprotect("acme", "credential/erp", record));

        Assert.Contains(Convert.ToHexStringLower(record.AsSpan(1, 8)), refusal.Message);
        Assert.Contains("credential/erp", refusal.Message);
    }
}
