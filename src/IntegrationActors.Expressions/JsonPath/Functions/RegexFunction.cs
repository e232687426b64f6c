using System.Text.Json;
using IntegrationActors.Expressions.JsonPath.Filters;
using IntegrationActors.Expressions.JsonPath.IRegexps;

namespace IntegrationActors.Expressions.JsonPath.Functions;

/// <summary><c>match(value, pattern)</c> (the whole string) and <c>search(value, pattern)</c> (somewhere in it).</summary>
internal sealed class RegexFunction(ValueExpression input, ValueExpression pattern, IRegexpScope scope) : LogicalExpression
{
    private const int CompilationCharge = 100;
    private const int CompilationChargePerCharacter = 4;

    // Patterns can come from the document. One is remembered; a racing thread at worst compiles it again.
    private volatile CompiledPattern? _last;

    public override bool Test(JsonElement current, Evaluation evaluation)
    {
        var text = input.Evaluate(current, evaluation);
        var expression = pattern.Evaluate(current, evaluation);
        return text.Kind == ComparandKind.String
            && expression.Kind == ComparandKind.String
            && Compile(expression.Text, evaluation) is { } regexp
            && regexp.IsMatch(text.Text, scope, evaluation);
    }

    /// <summary>Null for a pattern that is no I-Regexp: it matches nothing (RFC 9535 section 2.4.6).</summary>
    private IRegexp? Compile(string text, Evaluation evaluation)
    {
        var last = _last;
        if (last is null || !string.Equals(last.Text, text, StringComparison.Ordinal))
        {
            evaluation.Charge(CompilationCharge + (CompilationChargePerCharacter * Math.Min(text.Length, IRegexp.MaxLength)));
            _last = last = new CompiledPattern(text, IRegexp.TryCompile(text, out var regexp) ? regexp : null);
        }

        return last.Regexp;
    }

    private sealed record CompiledPattern(string Text, IRegexp? Regexp);
}
