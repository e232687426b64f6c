namespace IntegrationActors.Security.Tests;

public sealed class MaskingTests
{
    [Theory]
    [InlineData("Authorization")]
    [InlineData("proxy-authorization")]
    [InlineData("Cookie")]
    [InlineData("SET-COOKIE")]
    [InlineData("X-Api-Key")]
    [InlineData("apikey")]
    [InlineData("X-Auth-Token")]
    [InlineData("client_secret")]
    [InlineData("erpPassword")]
    [InlineData("Ocp-Apim-Subscription-Key")]
    public void Names_of_secrets_are_known(string name) => Assert.Equal(Masking.Mask, Masking.Header(name, "value"));

    [Theory]
    [InlineData("Content-Type")]
    [InlineData("X-Region")]
    [InlineData("Accept")]
    [InlineData("SAP_MessageType")]
    [InlineData("keyboard")]
    public void Other_names_are_shown(string name) => Assert.Equal("value", Masking.Header(name, "value"));

    [Fact]
    public void Known_secrets_are_taken_out_of_a_text_longest_first()
    {
        var text = Masking.Text("pass=hunter2 and hunter2000, user=bob", ["hunter2", "hunter2000", "bob", ""]);

        Assert.Equal("pass=*** and ***, user=bob", text);
    }
}
