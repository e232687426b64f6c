using System.Diagnostics;
using FsCheck.Fluent;
using FsCheck.Xunit;
using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Expressions.Tests;

public sealed class HostileInputTests
{
    private static readonly string[] Pieces =
    [
        "${", "}", "header.", "property.", "param.limit", "body", "date:now", "-2h", ":yyyy", "'", "\"", "\\", "(", ")", "[", "]", " and ", " or ", "not ", "!", "=", "!=", "<", ">",
        "in ", "contains ", "regex ", "null", "1", "-1.5", "//", "/", "a", "@", "::", "..", "*", "$x", "for ", "in", "return ", "if ", "to ", "|", ",", "?", "(:", ":)", "o:", "é", "\uD800",
    ];

    public static TheoryData<string, string> Huge => new()
    {
        { "simple", string.Concat(Enumerable.Repeat("${", 100_000)) },
        { "simple", "${" + new string('(', 100_000) },
        { "simple", "${header." + new string('x', 100_000) },
        { "simple", "${date:now" + string.Concat(Enumerable.Repeat("+1w", 30_000)) + ":yyyy}" },
        { "xpath", new string('(', 100_000) },
        { "xpath", string.Concat(Enumerable.Repeat("a[", 5_000)) },
        { "xpath", string.Concat(Enumerable.Repeat("/a", 100_000)) },
        { "xpath", string.Join("+", Enumerable.Repeat("1", 5_000)) },
        { "xpath", string.Concat(Enumerable.Repeat("(:", 5_000)) },
        { "xpath", string.Concat(Enumerable.Repeat("-", 9_000)) + "1" },
        { "jsonpath", "$" + new string('[', 100_000) },
        { "jsonpath", "$[?" + new string('(', 9_000) },
    };

    public static TheoryData<string> HugeConditions =>
    [
        new string('(', 100_000),
        new string('(', 9_000),
        string.Concat(Enumerable.Repeat("not(", 2_000)),
        "${header.x} regex '" + new string('(', 9_000) + "'",
        "${header.x} regex '((((a{1,900}){1,900}){1,900}){1,900}'",
        "${header.x} in (" + string.Concat(Enumerable.Repeat("1,", 4_000)),
    ];

    [Theory]
    [MemberData(nameof(Huge))]
    public void Refuses_huge_and_deep_expressions_soon(string language, string text) => RefusedSoon(() => Exchanges.Compile(text, language));

    [Theory]
    [MemberData(nameof(HugeConditions))]
    public void Refuses_huge_and_deep_conditions_soon(string text) => RefusedSoon(() => Exchanges.CompileCondition(text));

    [Property(MaxTest = 2000)]
    public FsCheck.Property Compiling_anything_gives_an_expression_or_findings() => Prop.ForAll(
        Arb.From(from language in Gen.Elements("simple", "condition", "xpath", "jsonpath")
                 from pieces in Gen.Elements(Pieces).ListOf()
                 select (language, Text: string.Concat(pieces))),
        sample =>
        {
            var error = Record.Exception(() => _ = sample.language == "condition" ? (object)Exchanges.CompileCondition(sample.Text) : Exchanges.Compile(sample.Text, sample.language));
            Assert.True(error is null or DiagnosticException, $"{sample.language}: {sample.Text}\n{error}");
            foreach (var finding in (error as DiagnosticException)?.Diagnostics ?? [])
            {
                Assert.InRange(finding.Span.Column - 11, 0, sample.Text.Length);
            }
        });

    [Property(MaxTest = 1000)]
    public void Text_without_expressions_is_a_constant_of_itself(string? text)
    {
        var literal = (text ?? "").Replace("${", "$ {");

        Assert.Equal(literal, Exchanges.Compile(literal).Constant);
    }

    [Property(MaxTest = 1000)]
    public void Escaped_text_is_a_constant_of_what_was_escaped(string? text)
    {
        var literal = "a ${" + (text ?? "").Replace("$", "").Replace("\\", "") + "} ${";

        Assert.Equal(literal, Exchanges.Compile(literal.Replace("${", "$${")).Constant);
    }

    private static void RefusedSoon(Action compile)
    {
        var clock = Stopwatch.StartNew();

        Assert.Throws<DiagnosticException>(compile);

        // Generous, because builds share the machine; without limits these take minutes or for ever.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"took {clock.Elapsed}");
    }
}
