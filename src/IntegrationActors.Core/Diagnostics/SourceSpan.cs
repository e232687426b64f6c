namespace IntegrationActors.Core.Diagnostics;

/// <summary>A place in a file that a user wrote: the first character and the length of what is meant.</summary>
/// <param name="File">File name as the user knows it, relative to the bundle (<c>orders.flow.yaml</c>).</param>
/// <param name="Line">Line, counted from 1; 0 when the finding concerns the whole file.</param>
/// <param name="Column">Column, counted from 1; 0 when the finding concerns the whole line.</param>
/// <param name="Length">Number of characters meant; 0 when unknown.</param>
public readonly record struct SourceSpan(string File, int Line, int Column, int Length = 0)
{
    public static SourceSpan None { get; } = new("", 0, 0);

    /// <summary>The place <paramref name="offset"/> characters further on the same line.</summary>
    public SourceSpan Shift(int offset) => this with { Column = Column + offset, Length = Math.Max(0, Length - offset) };

    public override string ToString() => Line == 0 ? File : string.Create(null, $"{File}({Line},{Column})");
}
