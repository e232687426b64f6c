using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Core.Tests.Diagnostics;

public sealed class SuggestionTests
{
    [Theory]
    [InlineData("expresion", " (did you mean 'expression'?)")]
    [InlineData("Steps", " (did you mean 'steps'?)")]
    [InlineData("wehn", " (did you mean 'when'?)")]
    [InlineData("zzz", "")]
    public void Names_the_nearest(string given, string expected) =>
        Assert.Equal(expected, Suggestion.DidYouMean(given, ["expression", "steps", "when"]));

    [Fact]
    public void A_finding_reads_like_a_compilers() => Assert.Equal(
        "orders.flow.yaml(4,7): error IA1001: unknown option 'expresion' (did you mean 'expression'?)",
        Diagnostic.Error("IA1001", new SourceSpan("orders.flow.yaml", 4, 7), "unknown option 'expresion' (did you mean 'expression'?)").ToString());
}
