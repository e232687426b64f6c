using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace IntegrationActors.Adapters.Https.Sender.Listeners;

/// <summary>Reads a certificate with its key and its chain from PKCS #12 (RFC 7292) or PEM files (RFC 7468).</summary>
internal static class CertificateReader
{
    private const string PemBegin = "-----BEGIN ";
    private const string KeyEnd = "PRIVATE KEY-----";
    private const string EncryptedKey = "-----BEGIN ENCRYPTED PRIVATE KEY-----";
    private const string OldEncryptedKey = "Proc-Type: 4,ENCRYPTED";

    // How the loader says that the password is wrong: ERROR_INVALID_PASSWORD.
    private const int WrongPassword = unchecked((int)0x80070056);

    /// <summary>The certificate with its key first, then those between it and its root.</summary>
    /// <exception cref="CertificateException">Something is wrong with the files or the password.</exception>
    public static X509Certificate2Collection Read(ServerCertificateFiles files)
    {
        var bytes = ReadFile(files.Certificate, CertificateSetting.Certificate);
        var text = Encoding.UTF8.GetString(bytes);
        return text.Contains(PemBegin, StringComparison.Ordinal) ? ReadPem(files, text) : ReadPkcs12(files, bytes);
    }

    private static byte[] ReadFile(string path, CertificateSetting setting)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CertificateException(setting, $"there is no file '{Path.GetFullPath(path)}'", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CertificateException(setting, $"the file '{Path.GetFullPath(path)}' can't be read: {e.Message}", e);
        }
    }

    private static X509Certificate2Collection ReadPkcs12(ServerCertificateFiles files, byte[] bytes)
    {
        try
        {
            var all = X509CertificateLoader.LoadPkcs12Collection(bytes, files.Password);
            var own = all.FirstOrDefault(c => c.HasPrivateKey) ?? throw new CertificateException(CertificateSetting.Certificate, $"'{files.Certificate}' has no private key");
            all.Remove(own);
            all.Insert(0, own);
            return all;
        }
        catch (CryptographicException e) when (e.HResult == WrongPassword)
        {
            throw new CertificateException(
                CertificateSetting.CertificatePassword, files.Password.Length == 0 ? $"'{files.Certificate}' needs a password" : $"this is not the password of '{files.Certificate}'", e);
        }
        catch (CryptographicException e)
        {
            throw new CertificateException(CertificateSetting.Certificate, $"'{files.Certificate}' is neither a PKCS #12 nor a PEM file: {e.Message}", e);
        }
    }

    private static X509Certificate2Collection ReadPem(ServerCertificateFiles files, string text)
    {
        var all = ReadCertificates(files.Certificate, text);
        var isApart = files.Key.Length > 0;
        var file = isApart ? files.Key : files.Certificate;
        var key = isApart ? Encoding.UTF8.GetString(ReadFile(file, CertificateSetting.CertificateKey)) : text;
        CheckKey(files, file, key);
        using var own = all[0];
        all[0] = WithKey(files, own, file, key);
        return all;
    }

    private static X509Certificate2Collection ReadCertificates(string file, string text)
    {
        var all = new X509Certificate2Collection();
        try
        {
            all.ImportFromPem(text);
        }
        catch (CryptographicException e)
        {
            throw new CertificateException(CertificateSetting.Certificate, $"the certificate in '{file}' can't be read: {e.Message}", e);
        }

        return all.Count > 0 ? all : throw new CertificateException(CertificateSetting.Certificate, $"'{file}' has no -----BEGIN CERTIFICATE-----");
    }

    private static void CheckKey(ServerCertificateFiles files, string file, string key)
    {
        if (key.Contains(OldEncryptedKey, StringComparison.Ordinal))
        {
            throw new CertificateException(
                SettingOfKey(files), $"the key in '{file}' is encrypted in a form that is no longer read; convert it with: openssl pkcs8 -topk8 -in '{file}' -out new.key");
        }

        if (!key.Contains(KeyEnd, StringComparison.Ordinal))
        {
            throw new CertificateException(
                SettingOfKey(files), files.Key.Length > 0 ? $"'{file}' has no private key" : $"'{file}' has no private key; if it lies in a file of its own, name that in 'certificate-key'");
        }

        if (IsEncrypted(key) && files.Password.Length == 0)
        {
            throw new CertificateException(CertificateSetting.CertificatePassword, $"the key in '{file}' needs a password");
        }
    }

    private static X509Certificate2 WithKey(ServerCertificateFiles files, X509Certificate2 certificate, string file, string key)
    {
        try
        {
            var pem = certificate.ExportCertificatePem();
            using var own = IsEncrypted(key) ? X509Certificate2.CreateFromEncryptedPem(pem, key, files.Password) : X509Certificate2.CreateFromPem(pem, key);

            // A key that never was in a key store is of no use to TLS on Windows.
            return X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pkcs12), null);
        }
        catch (CryptographicException e) when (IsEncrypted(key))
        {
            throw new CertificateException(CertificateSetting.CertificatePassword, $"this is not the password of the key in '{file}'", e);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new CertificateException(SettingOfKey(files), $"the key in '{file}' does not fit the certificate in '{files.Certificate}': {e.Message}", e);
        }
    }

    private static bool IsEncrypted(string key) => key.Contains(EncryptedKey, StringComparison.Ordinal);

    private static CertificateSetting SettingOfKey(ServerCertificateFiles files) => files.Key.Length > 0 ? CertificateSetting.CertificateKey : CertificateSetting.Certificate;
}
