using System.Text;

namespace IntegrationActors.Cli;

/// <summary>Reads a secret from the keyboard without showing it.</summary>
internal static class SecretPrompt
{
    public static string Ask(string question)
    {
        Console.Error.Write($"{question}: ");
        var secret = new StringBuilder();
        while (Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                secret.Length = Math.Max(0, secret.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                secret.Append(key.KeyChar);
            }
        }

        Console.Error.WriteLine();
        return secret.ToString();
    }
}
