using System.Globalization;
using IntegrationActors.Adapters.Files;
using IntegrationActors.Adapters.Sftp.Connections;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Adapters.Sftp.Receiver;

/// <summary>Options that a message sets for itself: by headers, or else properties, of the names that SAP Cloud Integration gives them. What is not set, or empty, is as the channel says.</summary>
internal static class SftpOverrides
{
    public const string BadValue = "IA3816";
    private const string Prefix = "SAP_Ftp";
    private const string AuthMethod = "SAP_FtpAuthMethod";

    /// <summary>The options for one message; the very same ones when it sets none.</summary>
    /// <exception cref="FaultException">IA3816: a value can't be meant.</exception>
    public static SftpReceiverOptions Of(SftpReceiverOptions options, Exchange exchange)
    {
        if (!exchange.Headers.Any(header => IsOverride(header.Key)) && !exchange.Properties.Any(property => IsOverride(property.Key)))
        {
            return options;
        }

        return options with
        {
            Timeout = Time(exchange, "SAP_FtpTimeout", TimeSpan.FromMilliseconds(100)) ?? options.Timeout,
            MaxReconnects = (int?)Number(exchange, "SAP_FtpMaxReconnect", 0, 100) ?? options.MaxReconnects,
            ReconnectDelay = Time(exchange, "SAP_FtpMaxReconDelay", TimeSpan.Zero) ?? options.ReconnectDelay,
            Disconnect = Switch(exchange, "SAP_FtpDisconnect") ?? options.Disconnect,
            CreateDirectories = Switch(exchange, "SAP_FtpCreateDir") ?? options.CreateDirectories,
            Stepwise = Switch(exchange, "SAP_FtpStepwise") ?? options.Stepwise,
            Flatten = Switch(exchange, "SAP_FtpFlattenFileName") ?? options.Flatten,
            FastExistsCheck = Switch(exchange, "SAP_FtpFastExistsCheck") ?? options.FastExistsCheck,
            Existing = Handling(exchange, "SAP_FtpAfterProc", options) ?? options.Existing,
        };
    }

    /// <summary>By which of the channel's secrets the message wants to log in, null when it does not say. The message names the kind alone, never a secret.</summary>
    /// <exception cref="FaultException">IA3816: a value can't be meant.</exception>
    public static SftpLoginMethod? MethodOf(Exchange exchange) => Text(exchange, AuthMethod) switch
    {
        null => null,
        var text => text.ToUpperInvariant().Replace("_", "", StringComparison.Ordinal) switch
        {
            "USER" or "PASSWORD" => SftpLoginMethod.Password,
            "KEY" or "PUBLICKEY" => SftpLoginMethod.Key,
            "DUAL" => SftpLoginMethod.Dual,
            _ => throw Bad(AuthMethod, text, "user (password), key, or dual (both)"),
        },
    };

    /// <summary>The login by a method alone.</summary>
    /// <exception cref="FaultException">IA3816: the channel does not have what it needs.</exception>
    public static SftpLogin LoginOf(SftpLogin login, SftpLoginMethod method) => login.By(method) ?? throw new FaultException(
        BadValue,
        $"'{AuthMethod}' wants a login by {method switch { SftpLoginMethod.Password => "password", SftpLoginMethod.Key => "key", _ => "key and password" }}, and the channel has no such secret; nothing was sent.",
        "Give the channel a 'credential' with a password, a 'privateKey', or both; or let the message want another login.");

    private static bool IsOverride(string name) => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    private static string? Text(Exchange exchange, string name) =>
        exchange.Headers[name] is { Length: > 0 } header ? header : exchange.Properties[name] is { } property && Convert.ToString(property, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null;

    private static TimeSpan? Time(Exchange exchange, string name, TimeSpan least) =>
        Number(exchange, name, (long)least.TotalMilliseconds, 300_000) is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;

    private static long? Number(Exchange exchange, string name, long least, long most)
    {
        if (Text(exchange, name) is not { } text)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Bad(name, text, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"));
    }

    private static bool? Switch(Exchange exchange, string name) => Text(exchange, name) switch
    {
        null => null,
        var text when text is "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase) => true,
        var text when text is "0" || text.Equals("false", StringComparison.OrdinalIgnoreCase) => false,
        var text => throw Bad(name, text, "true or false"),
    };

    private static ExistingFile? Handling(Exchange exchange, string name, SftpReceiverOptions options)
    {
        if (Text(exchange, name) is not { } text)
        {
            return null;
        }

        // Digits would be taken for values too.
        return char.IsAsciiLetter(text[0]) && Enum.TryParse<ExistingFile>(text, ignoreCase: true, out var existing) && (existing != ExistingFile.Append || options.TemporaryName is null)
            ? existing
            : throw Bad(name, text, options.TemporaryName is null ? "override, append, fail or ignore" : "override, fail or ignore, because the channel has a 'temporaryName'");
    }

    private static FaultException Bad(string name, string text, string wanted) =>
        new(BadValue, $"'{name}' is '{Fault.Cut(text)}', and not {wanted}; nothing was sent.", "Set another value in front of the channel, or leave it out.");
}
