namespace IntegrationActors.Expressions;

/// <summary>A mistake in the text of an expression; the compiler turns it into a finding with its place in the file.</summary>
internal sealed class ExpressionSyntaxException(string code, int offset, string message) : Exception(message)
{
    public string Code => code;

    /// <summary>0-based, in UTF-16 characters.</summary>
    public int Offset => offset;
}
