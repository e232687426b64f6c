using IntegrationActors.Core.Messages;

namespace IntegrationActors.Core.Tests.Messages;

public sealed class HeaderMapTests
{
    [Fact]
    public void Ignores_case_and_keeps_the_order()
    {
        var headers = new HeaderMap { ["B"] = "1", ["a"] = "2" };
        headers["b"] = "3";

        Assert.Equal([new("B", "3"), new("a", "2")], headers.ToArray());
        Assert.True(headers.TryGet("A", out var value) && value == "2");
    }

    [Fact]
    public void Removes_what_is_set_to_null()
    {
        var headers = new HeaderMap { ["a"] = "1", ["b"] = "2", ["c"] = "3" };
        headers["b"] = null;

        Assert.Equal(["a", "c"], headers.Select(h => h.Key));
        Assert.False(headers.Remove("b"));
    }

    [Fact]
    public void Appends_further_values_with_a_comma()
    {
        var headers = new HeaderMap();
        headers.Append("a", "1");
        headers.Append("a", "2");

        Assert.Equal("1, 2", headers["a"]);
    }

    [Fact]
    public void A_copy_is_independent()
    {
        var headers = new HeaderMap { ["a"] = "1" };
        var copy = headers.Copy();
        copy["a"] = "2";
        copy["b"] = "3";

        Assert.Equal("1", headers["a"]);
        Assert.Equal(1, headers.Count);
    }
}
