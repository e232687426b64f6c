using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Expressions;

namespace IntegrationActors.Core.Options;

/// <summary>A text that only its step understands, such as a script: exactly as it was written, parameters are not filled in.</summary>
/// <param name="Span">Where it stands.</param>
/// <param name="Text">Without quotes and indentation of YAML.</param>
public sealed record OptionText(SourceSpan Span, string Text) : OptionNode(Span)
{
    private readonly Func<int, SourceSpan>? _placeOf;

    /// <summary>Place of a character of <see cref="Text"/>, behind quotes, escapes and indentation. Default: the beginning.</summary>
    public Func<int, SourceSpan> PlaceOf
    {
        get => _placeOf ?? (_ => Span);
        init => _placeOf = value;
    }

    /// <summary>What names mean, where the text is an expression.</summary>
    public ExpressionScope Scope { get; init; } = ExpressionScope.Empty;

    /// <summary>Whether nothing was written.</summary>
    public bool IsNothing { get; init; }
}
