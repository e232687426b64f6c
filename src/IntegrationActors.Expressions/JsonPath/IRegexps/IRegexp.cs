using System.Diagnostics.CodeAnalysis;

namespace IntegrationActors.Expressions.JsonPath.IRegexps;

/// <summary>
/// A compiled I-Regexp (RFC 9485). It works on Unicode characters, where .NET's own engine works on UTF-16 units and needs most of
/// a second to build a class such as <c>\p{L}</c> for all of Unicode; patterns can come from documents, so building has to be cheap.
/// As in the suite of RFC 9535, an unescaped <c>^</c> or <c>$</c> outside of a class is an anchor.
/// </summary>
internal sealed class IRegexp
{
    public const int MaxLength = 1_000;

    private readonly Instruction[] _program;

    private IRegexp(Instruction[] program) => _program = program;

    /// <summary>Checks and compiles a pattern.</summary>
    /// <exception cref="IRegexpException">The pattern is no I-Regexp, too long or too big.</exception>
    public static IRegexp Compile(string pattern)
    {
        if (pattern.Length > MaxLength)
        {
            throw new IRegexpException(MaxLength, $"the pattern is longer than {MaxLength} characters");
        }

        var program = new ProgramBuilder();
        new IRegexpParser(pattern).Parse().Emit(program);
        return new IRegexp(program.Build());
    }

    public static bool TryCompile(string pattern, [NotNullWhen(true)] out IRegexp? regexp)
    {
        try
        {
            regexp = Compile(pattern);
            return true;
        }
        catch (IRegexpException)
        {
            regexp = null;
            return false;
        }
    }

    public bool IsMatch(string text, IRegexpScope scope, Evaluation evaluation) =>
        new IRegexpRun(_program, text, scope, evaluation).IsMatch();
}
