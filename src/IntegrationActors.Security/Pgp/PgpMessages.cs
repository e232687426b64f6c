namespace IntegrationActors.Security.Pgp;

/// <summary>What is known of OpenPGP messages before one is made.</summary>
public static class PgpMessages
{
    /// <summary>Whether a cipher is too weak to be used without being asked for.</summary>
    public static bool IsWeak(PgpCipher cipher) => PgpAlgorithms.IsWeak(cipher);
}
