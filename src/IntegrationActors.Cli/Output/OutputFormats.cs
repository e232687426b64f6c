using System.CommandLine.Parsing;

namespace IntegrationActors.Cli.Output;

/// <summary>Names of the output formats on the command line.</summary>
internal static class OutputFormats
{
    public static bool TryParse(string text, out OutputFormat format) =>
        Enum.TryParse(text, ignoreCase: true, out format) && Enum.IsDefined(format) && char.IsLetter(text[0]);

    public static OutputFormat Refuse(ArgumentResult result)
    {
        result.AddError($"'{result.Tokens[0].Value}' is no output format; use table, wide, json, yaml or name.");
        return OutputFormat.Table;
    }
}
