-- Answers the server's time. Every script does; this one does nothing else.
return {now, 1}
