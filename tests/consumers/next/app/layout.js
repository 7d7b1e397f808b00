export default function Layout({ children }) {
  return (
    <html lang="en">
      <body>
        <h1>zoom-phone-sms</h1>
        {children}
      </body>
    </html>
  );
}
