using System.Text;

namespace IntegrationActors.Adapters.Sftp.Connections;

/// <summary>Character sets of names.</summary>
internal static class NameEncoding
{
    public static bool IsKnown(string name)
    {
        try
        {
            return Of(name) is not null;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    public static Encoding Of(string name) => CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
}
