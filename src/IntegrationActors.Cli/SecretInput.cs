namespace IntegrationActors.Cli;

/// <summary>Gets a secret without putting it on the command line, where every process of the machine could read it.</summary>
internal static class SecretInput
{
    public static async Task<string> ReadAsync(Terminal terminal, string question, bool fromInput, CancellationToken cancel)
    {
        if (fromInput)
        {
            using var reader = new StreamReader(terminal.OpenInput());
            return (await reader.ReadToEndAsync(cancel)).TrimEnd('\r', '\n');
        }

        return terminal.AskSecret is { } ask
            ? ask(question)
            : throw CliException.Usage("nobody can be asked for the password here; give it with --password-stdin");
    }
}
