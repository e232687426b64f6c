using System.Text.Json;
using IntegrationActors.Core.Expressions;

namespace IntegrationActors.Core.Tests.Expressions;

public sealed class ExpressionValueTests
{
    public static TheoryData<object?, string, bool> Values => new()
    {
        { null, "", false },
        { "", "", false },
        { "x", "x", true },
        { true, "true", true },
        { false, "false", false },
        { 1.5, "1.5", true },
        { 0.0, "0", false },
        { 7L, "7", true },
        { Json("\"a\""), "a", true },
        { Json("{\"b\":1}"), "{\"b\":1}", true },
        { Json("null"), "", false },
        { new[] { Json("1"), Json("2") }, "12", true },
        { Array.Empty<string>(), "", false },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Has_one_text_and_one_truth_in_every_language(object? value, string text, bool truth)
    {
        Assert.Equal(text, ExpressionValue.ToText(value));
        Assert.Equal(truth, ExpressionValue.IsTrue(value));
    }

    [Fact]
    public void A_detached_value_outlives_its_document()
    {
        object? detached;
        using (var document = JsonDocument.Parse("""{"a":[1,2]}"""))
        {
            detached = ExpressionValue.Detach(document.RootElement.GetProperty("a"));
        }

        Assert.Equal("[1,2]", ExpressionValue.ToText(detached));
    }

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement.Clone();
}
