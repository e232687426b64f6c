using System.Text;

namespace IntegrationActors.Steps.Tests.Support.Crypto;

/// <summary>How a tool ended.</summary>
internal sealed record ToolRun(int ExitCode, byte[] Output, string Error)
{
    public string Text => Encoding.UTF8.GetString(Output);

    /// <summary>The run, which must have gone well.</summary>
    public ToolRun Ok() => ExitCode == 0 ? this : throw new InvalidOperationException(Error + Text);
}
