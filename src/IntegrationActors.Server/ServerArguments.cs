namespace IntegrationActors.Server;

/// <summary>What stands on the command line of the server.</summary>
/// <param name="Settings">Settings that win over files and environment, <c>name=value</c>.</param>
/// <param name="Question">What to print instead of starting; null starts the server.</param>
internal sealed record ServerArguments(IReadOnlyList<string> Settings, string? Question)
{
    public const string Help = """
        Usage: IntegrationActors.Server [options]

          --data DIR           folder of all data; created when missing (default: data)
          --set NAME=VALUE     sets a value of hocon/*.conf, such as integration-actors.http.address=http://0.0.0.0:8080
          --version            prints the version
          --help               prints this text

        Environment variables IA__name__name=value set values too; the command line wins.
        Exit codes: 0 stopped; 1 could not start; 2 wrong arguments or settings.
        """;

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="ArgumentException">One of them is not understood; the message says which.</exception>
    public static ServerArguments Parse(IReadOnlyList<string> arguments)
    {
        var settings = new List<string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--help" or "-h":
                    return new ServerArguments([], Help);
                case "--version":
                    return new ServerArguments([], ServerVersion.Text);
                case "--data":
                    settings.Add($"integration-actors.storage.data-directory={Value(arguments, ref i)}");
                    break;
                case "--set":
                    settings.Add(Value(arguments, ref i));
                    break;
                default:
                    throw new ArgumentException($"'{arguments[i]}' is not an option of the server; --help lists them.");
            }
        }

        return new ServerArguments(settings, null);
    }

    private static string Value(IReadOnlyList<string> arguments, ref int i) => ++i < arguments.Count
        ? arguments[i]
        : throw new ArgumentException($"'{arguments[i - 1]}' needs a value.");
}
