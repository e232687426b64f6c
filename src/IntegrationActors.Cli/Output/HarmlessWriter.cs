using System.Text;

namespace IntegrationActors.Cli.Output;

/// <summary>A writer for a terminal: what comes through is <see cref="Harmless"/>.</summary>
internal sealed class HarmlessWriter(TextWriter target) : TextWriter
{
    public override Encoding Encoding => target.Encoding;

    public override void Write(char value) => target.Write(Harmless.Text(value.ToString()));

    public override void Write(string? value) => target.Write(Harmless.Text(value ?? ""));

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(new string(buffer));

    public override void WriteLine() => target.WriteLine();

    public override void WriteLine(string? value) => target.WriteLine(Harmless.Text(value ?? ""));

    public override void Flush() => target.Flush();
}
