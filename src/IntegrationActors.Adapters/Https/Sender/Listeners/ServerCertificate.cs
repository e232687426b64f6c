using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace IntegrationActors.Adapters.Https.Sender.Listeners;

/// <summary>
/// The certificate of the TLS listener. A replaced file holds from the next connection on; one that can't be used is reported once, and the last good one stays.
/// </summary>
public sealed class ServerCertificate
{
    private static readonly TimeSpan WarnedBefore = TimeSpan.FromDays(14);
    private static readonly TimeSpan WarnedEvery = TimeSpan.FromDays(1);

    private readonly ServerCertificateFiles _files;
    private readonly TimeProvider _time;
    private readonly CertificateEvents _events;
    private readonly Lock _replacing = new();
    private volatile InUse _inUse;

    private ServerCertificate(ServerCertificateFiles files, TimeProvider time, ILogger logger)
    {
        (_files, _time, _events) = (files, time, new CertificateEvents(logger));
        _inUse = Read(Stamp());
    }

    /// <summary>Reads the files.</summary>
    /// <exception cref="CertificateException">Something is wrong with them.</exception>
    public static ServerCertificate Load(ServerCertificateFiles files, TimeProvider time, ILogger logger) => new(files, time, logger);

    /// <summary>What a handshake that begins now offers: TLS 1.2 and 1.3, HTTP/2 and HTTP/1.1.</summary>
    public SslServerAuthenticationOptions Current()
    {
        var inUse = _inUse;
        var stamp = Stamp();
        if ((stamp == inUse.Stamp && _time.GetUtcNow() < inUse.NextWarning) || !_replacing.TryEnter())
        {
            return inUse.Options;
        }

        try
        {
            return Replace(stamp).Options;
        }
        finally
        {
            _replacing.Exit();
        }
    }

    private InUse Replace((FileStamp, FileStamp) stamp)
    {
        var inUse = _inUse;
        if (stamp == inUse.Stamp)
        {
            return _inUse = inUse with { NextWarning = Warn(inUse.Certificate) };
        }

        try
        {
            return _inUse = Read(stamp);
        }
        catch (CertificateException e)
        {
            _events.ReplacementRefused(_files.ToString(), e);
            return _inUse = inUse with { Stamp = stamp };
        }
    }

    private (FileStamp Certificate, FileStamp Key) Stamp() => (FileStamp.Of(_files.Certificate), FileStamp.Of(_files.Key));

    private InUse Read((FileStamp, FileStamp) stamp)
    {
        var all = CertificateReader.Read(_files);
        var own = all[0];
        all.RemoveAt(0);
        _events.Loaded(_files.ToString(), own.Subject, new DateTimeOffset(own.NotAfter.ToUniversalTime()));
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(own, all, offline: true),
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
        };
        return new InUse(stamp, own, options, Warn(own));
    }

    /// <summary>Warns of a certificate that senders refuse now or soon; returns when to look again.</summary>
    private DateTimeOffset Warn(X509Certificate2 certificate)
    {
        var now = _time.GetUtcNow();
        var from = new DateTimeOffset(certificate.NotBefore.ToUniversalTime());
        var until = new DateTimeOffset(certificate.NotAfter.ToUniversalTime());
        if (now < from)
        {
            _events.NotValidYet(_files.ToString(), certificate.Subject, from);
        }
        else if (now >= until)
        {
            _events.Expired(_files.ToString(), certificate.Subject, until);
        }
        else if (now < until - WarnedBefore)
        {
            return until - WarnedBefore;
        }
        else
        {
            _events.Expires(_files.ToString(), certificate.Subject, until);
        }

        return now + WarnedEvery;
    }

    private sealed record InUse((FileStamp Certificate, FileStamp Key) Stamp, X509Certificate2 Certificate, SslServerAuthenticationOptions Options, DateTimeOffset NextWarning);
}
