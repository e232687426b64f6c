using System.Text;
using Microsoft.Win32.SafeHandles;

namespace IntegrationActors.Cli.Output;

/// <summary>
/// Standard output that goes to a file or another program. The console's own stream says nothing when the reader of a pipe has gone, and <c>ia logs -f | head -1</c> would follow for
/// ever: a pipe is written to directly, and fails then.
/// </summary>
internal static class StandardOutput
{
    private const int Number = 1;

    // EPIPE: the reader has what it wanted.
    private const int ReaderGone = 32;

    public static Stream Open()
    {
        if (OperatingSystem.IsWindows())
        {
            return Console.OpenStandardOutput();
        }

        var direct = new FileStream(new SafeFileHandle(Number, ownsHandle: false), FileAccess.Write, bufferSize: 0);

        // A file may be shared with standard error, whose writes a stream with a position of its own would overwrite.
        return direct.CanSeek ? Console.OpenStandardOutput() : direct;
    }

    public static TextWriter Writer() => new StreamWriter(Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };

    public static bool IsReaderGone(Exception failure) => failure is IOException && failure.HResult == ReaderGone;
}
