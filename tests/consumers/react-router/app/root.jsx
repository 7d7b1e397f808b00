import { Outlet, Scripts } from 'react-router';

export default function Root() {
  return (
    <html lang="en">
      <head>
        <title>running</title>
      </head>
      <body>
        <h1>zoom-phone-sms</h1>
        <Outlet />
        <Scripts />
      </body>
    </html>
  );
}
