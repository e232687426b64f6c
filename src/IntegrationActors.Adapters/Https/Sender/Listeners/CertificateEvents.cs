using Microsoft.Extensions.Logging;

namespace IntegrationActors.Adapters.Https.Sender.Listeners;

/// <summary>What happens to the certificate of the TLS listener while the node runs.</summary>
internal sealed partial class CertificateEvents(ILogger logger)
{
    public void Loaded(string files, string subject, DateTimeOffset validUntil) => LogLoaded(logger, files, subject, validUntil);

    public void ReplacementRefused(string files, CertificateException cause) => LogRefused(logger, files, cause.Message);

    public void NotValidYet(string files, string subject, DateTimeOffset validFrom) => LogNotValidYet(logger, files, subject, validFrom);

    public void Expires(string files, string subject, DateTimeOffset validUntil) => LogExpires(logger, files, subject, validUntil);

    public void Expired(string files, string subject, DateTimeOffset validUntil) => LogExpired(logger, files, subject, validUntil);

    [LoggerMessage(Level = LogLevel.Information, Message = "The TLS listener uses the certificate of {Subject} from {Files}, valid until {ValidUntil:u}")]
    private static partial void LogLoaded(ILogger logger, string files, string subject, DateTimeOffset validUntil);

    [LoggerMessage(Level = LogLevel.Error, Message = "The new certificate in {Files} can't be used and the old one stays: {Reason}")]
    private static partial void LogRefused(ILogger logger, string files, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The certificate of {Subject} in {Files} is not valid before {ValidFrom:u}: senders will refuse it")]
    private static partial void LogNotValidYet(ILogger logger, string files, string subject, DateTimeOffset validFrom);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The certificate of {Subject} in {Files} expires on {ValidUntil:u}: replace the file, no restart is needed")]
    private static partial void LogExpires(ILogger logger, string files, string subject, DateTimeOffset validUntil);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The certificate of {Subject} in {Files} expired on {ValidUntil:u}: senders will refuse it; replace the file, no restart is needed")]
    private static partial void LogExpired(ILogger logger, string files, string subject, DateTimeOffset validUntil);
}
